#include "portal/page.hpp"

#include <fmt/core.h>

namespace lgm::usap_simulator {
namespace {

struct Words {
  const char *lang, *title, *warning, *intro, *password, *jump, *other, *other_link, *no_console, *people;
};

constexpr Words kEnglish{"en",
                         "USAP simulator",
                         "This is a simulator for tests and demonstrations. It is not an identity provider: "
                         "its passwords are shown "
                         "on this page. Never connect it to real data.",
                         "Sign in as one of these people and jump to the console of LLM Guard Manager.",
                         "Password",
                         "Sign in and open the console",
                         "中文",
                         "/?lang=zh",
                         "No console is configured: start the simulator with CONSOLE_URL.",
                         "People"};
constexpr Words kChinese{
    "zh-CN",
    "USAP 模拟器",
    "这是用于测试和演示的模拟器，不是真正的身份提供方：密码就显示在本页上。切勿用于真实数据。",
    "选择下列人员之一登录，并跳转到 LLM Guard Manager 控制台。",
    "密码",
    "登录并打开控制台",
    "English",
    "/?lang=en",
    "未配置控制台地址：请使用 CONSOLE_URL 启动模拟器。",
    "人员"};

constexpr char kHead[] =
    R"(<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><style>
:root{color-scheme:light dark;--edge:#767b85;--soft:#f2f4f8;--go:#0b5cad;--warn:#7a3b00;--warn-bg:#fff3e0}
@media (prefers-color-scheme:dark){:root{--soft:#22262e;--edge:#8a919e;--go:#7db8f5;--warn:#ffcf99;--warn-bg:#3a2a14}}
body{font:16px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:60rem;padding:1rem}
header{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
.warn,.error{border:2px solid currentColor;color:var(--warn);background:var(--warn-bg);padding:.75rem 1rem;border-radius:.5rem}
ul{list-style:none;padding:0;display:grid;gap:.75rem}
li{background:var(--soft);border-radius:.5rem;padding:.75rem 1rem;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center}
li p{margin:0;flex:1 1 16rem}
code{font-size:1rem}
button{font:inherit;padding:.5rem 1rem;border:1px solid var(--edge);border-radius:.4rem;background:transparent;color:var(--go);cursor:pointer}
button:focus-visible,a:focus-visible,input:focus-visible{outline:3px solid var(--go);outline-offset:2px}
</style>)";

std::string person_item(const Words& words, const Person& person, bool chinese, bool has_console) {
  return fmt::format(
      "<li><p><strong>{0}</strong> <code>{1}</code><br>{2}<br>{3}: <code>{4}</code></p>"
      "<form method=\"post\" action=\"/portal/sign-in\">"
      "<input type=\"hidden\" name=\"username\" value=\"{1}\"><input type=\"hidden\" name=\"password\" "
      "value=\"{4}\">"
      "<input type=\"hidden\" name=\"lang\" value=\"{6}\">"
      "<button type=\"submit\"{7}>{5}<span class=\"who\"> ({1})</span></button></form></li>\n",
      escape_html(person.user_name), escape_html(person.user_id),
      escape_html(chinese ? person.remark_zh : person.remark_en), words.password,
      escape_html(person.password), words.jump, chinese ? "zh" : "en", has_console ? "" : " disabled");
}

}  // namespace

std::string_view page_head() {
  return kHead;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  return out;
}

Language language_of(std::string_view parameter, std::string_view accept_language) {
  if (parameter.starts_with("zh")) return Language::Chinese;
  if (parameter.starts_with("en")) return Language::English;
  const auto chinese = accept_language.find("zh"), english = accept_language.find("en");
  if (chinese == std::string_view::npos) return Language::English;
  return english == std::string_view::npos || chinese < english ? Language::Chinese : Language::English;
}

std::string render(const PortalPage& page) {
  const bool chinese = page.language == Language::Chinese;
  const Words& words = chinese ? kChinese : kEnglish;
  const bool has_console = !page.console_url.empty();
  std::string list;
  for (const Person& person : page.people) list += person_item(words, person, chinese, has_console);
  const std::string error = page.message.empty() ? ""
                                                 : fmt::format("<p class=\"error\" role=\"alert\">{}</p>\n",
                                                               escape_html(page.message));
  const std::string missing = has_console ? "" : fmt::format("<p class=\"error\">{}</p>\n", words.no_console);
  return fmt::format(
      "<!doctype html>\n<html lang=\"{0}\"><head>{2}<title>{1}</title></head>\n<body>"
      "<header><h1>{1}</h1><a href=\"{3}\" lang=\"{4}\">{5}</a></header>\n<main>\n"
      "<p class=\"warn\" "
      "role=\"note\">{6}</p>\n{7}{8}<p>{9}</p>\n<h2>{10}</h2>\n<ul>\n{11}</ul>\n</main></body></html>\n",
      words.lang, words.title, kHead, words.other_link, chinese ? "en" : "zh-CN", words.other, words.warning,
      error, missing, words.intro, words.people, list);
}

}  // namespace lgm::usap_simulator
