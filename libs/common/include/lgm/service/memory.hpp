// How much memory a service keeps that it no longer needs.
#pragma once
#include <cstddef>

namespace lgm::service {

// Has threads share arenas, one for each processor (2 to 8), where glibc would make eight for each, and keep
// what was freed in every one of them. To be called before the threads begin.
void share_arenas();

// Gives whole free pages back to the system, of every thread's arena; without effect where the C library is
// not glibc. It holds each arena's lock while it looks through the free blocks. For threads that have just
// freed much more than they will soon need again; not for a request: to take the pages anew costs more than
// to keep them.
void give_back_memory();

// Unmaps the pages of code and constants that the program and its libraries have touched so far; those that
// are needed again come back at their next use, from the page cache. For once, when a service has started:
// much of what it ran until then (its command line, OpenSSL's set-up, the descriptions of its routes) is
// never run again. Returns the bytes that were mapped at those places, touched or not.
std::size_t let_go_of_start();

}  // namespace lgm::service
