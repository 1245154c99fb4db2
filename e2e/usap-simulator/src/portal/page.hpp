// The simulator's page: who can sign in, and the way to the console. One document in two languages, without
// script and without anything from elsewhere.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "people/people.hpp"

namespace lgm::usap_simulator {

enum class Language { English, Chinese };

// By `?lang=en|zh`, else by Accept-Language: the first of the two that it names.
Language language_of(std::string_view parameter, std::string_view accept_language);

struct PortalPage {
  Language language = Language::English;
  std::vector<Person> people;
  std::string console_url;  // empty: says that none is configured
  std::string message;      // of a sign-in that failed; empty: none
};
std::string render(const PortalPage& page);

std::string escape_html(std::string_view text);

// What every page's head has beside its title: how it looks.
std::string_view page_head();

}  // namespace lgm::usap_simulator
