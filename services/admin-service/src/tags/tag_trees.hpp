// All tags as trees, written while they are read: a page of siblings of each level is in memory, not the
// trees.
#pragma once
#include <set>

#include "tags/tags.hpp"

namespace lgm::admin::tags {

class TagTrees {
 public:
  // `store` outlives it.
  explicit TagTrees(Store& store) : store_(&store) {}
  // As http::BodySource: a JSON array of TagNode, some five hundred nodes at a time. Roots by code, then what
  // would be hidden: a tag whose parent is unknown is a root, of a circle the first by code.
  bool operator()(std::string& out);

 private:
  struct Siblings {
    policy_rows::Filter which;
    std::string parent;  // exact; empty: roots
    std::vector<Tag> tags;
    std::set<std::string> parents;  // those of them that have children
    std::string last;               // the code that was read last
    bool more = true;               // behind it
    std::size_t next = 0;
    bool begun = false;  // one of them is written
  };
  Siblings read(const Siblings& before) const;
  bool is_stray(const Tag& tag) const;
  bool end_level(std::string& out);
  bool write_next(std::string& out);

  Store* store_;
  std::vector<Siblings> levels_;
  bool strays_ = false;           // tags that no root leads to
  std::set<std::string> placed_;  // … and are written
};

}  // namespace lgm::admin::tags
