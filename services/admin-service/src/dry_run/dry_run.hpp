// `admin-service migrate --dry-run`: what migrating would do, for the person who is about to upgrade.
#pragma once
#include <string>

#include "lgm/sql/database.hpp"

namespace lgm::admin {

struct DryRun {
  // What the program exits with. 1 and 2 are what they are for every subcommand: it could not be found out,
  // wrong usage.
  enum Code {
    kNothingToDo = 0,
    kPending = 3,  // migrations would run
    kRefused = 4,  // `migrate` would refuse: tables that no migration of ours made
    kDiffers = 5   // tables of ours are not as their schema version has them
  };
  Code code = kNothingToDo;
  std::string report;  // lines
};

// Opens the database for reading alone. Throws sql::Error, sql::Unavailable.
DryRun dry_run(sql::PoolOptions options);

}  // namespace lgm::admin
