// What the service's account may do in the database, and no more: it changes no table's form, and the audit
// log it reads, adds to and seals, but never changes or deletes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "configuration/configuration.hpp"

namespace lgm::admin {

// For the tables that this program's migrations make; `account` is user@host, as CURRENT_USER() names it.
// Throws std::invalid_argument for names that no statement can hold.
std::vector<std::string> grant_statements(std::string_view account, std::string_view database);

// After `migrate`: gives the account of DATABASE_URL what it lacks, by that of DATABASE_URL_MIGRATE; says
// what was done, in lines for the operator. "": there are not two accounts. Throws std::runtime_error with a
// sentence where the one may not give rights, or the other cannot sign in.
std::string give_rights(const Configuration& configuration);
// The statements instead, for who gives rights by hand.
std::string printed_rights(const Configuration& configuration);

}  // namespace lgm::admin
