// Every code that a fault may have, said once. A code that is thrown and does not stand here does not
// compile; the console has a text for each of those that a request can meet.
#pragma once
#include "lgm/base/listed.hpp"

namespace lgm::describe {

enum class FaultOf {
  Value,    // that a person may have typed: older clients are told of it by 400
  Program,  // that only a program sends
  Setting,  // a configuration variable: no request is refused for it
};

struct KnownFault {
  std::string_view name;
  FaultOf of;
  std::string_view means;  // for who reads the list
};

inline constexpr KnownFault kKnownFaults[] = {
    {"required", FaultOf::Value, "it is missing"},
    {"too_short", FaultOf::Value, "it has fewer characters or items than `limit`"},
    {"too_long", FaultOf::Value, "it has more characters, or bytes, than `limit`; `actual` is how many"},
    {"too_many", FaultOf::Value, "it has more items than `limit`; `actual` is how many"},
    {"out_of_range", FaultOf::Value, "it lies beyond `limit`, the nearest number that is allowed"},
    {"pattern", FaultOf::Value, "it does not have the form that `detail` describes"},
    {"not_one_of", FaultOf::Value, "it is none of the values that `detail` lists"},
    {"control_character", FaultOf::Value, "it holds a control character"},
    {"keyword_empty", FaultOf::Value, "it holds no letter, digit or symbol that could be matched"},
    {"not_in_this_version", FaultOf::Value, "a member that another version has, with a value"},
    {"immutable", FaultOf::Program, "it cannot be changed once it is set"},
    {"type", FaultOf::Program, "it is of another type"},
    {"encoding", FaultOf::Program, "it is not valid UTF-8, or not percent-encoded as it should be"},
    {"malformed_json", FaultOf::Program, "the body is not JSON"},
    {"repeated", FaultOf::Program, "it is given twice"},
    {"unknown_member", FaultOf::Program, "there is no such member"},
    {"unknown_parameter", FaultOf::Program, "there is no such parameter"},
    {"one_of", FaultOf::Program, "exactly one of several members must be given"},
    {"not_allowed", FaultOf::Program, "it is not allowed together with the other members"},
    {"conflict", FaultOf::Setting, "it is given in two ways"},
    {"invalid", FaultOf::Setting, "it does not fit the other variables"},
    {"unreadable", FaultOf::Setting, "it names a file that cannot be read"},
    {"unwritable", FaultOf::Setting, "it names a file that cannot be written"},
    {"unknown_variable", FaultOf::Setting, "there is no such variable"},
};

using FaultCode = base::Listed<kKnownFaults>;

}  // namespace lgm::describe
