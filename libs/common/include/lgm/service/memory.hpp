// How much freed memory a service keeps.
#pragma once

namespace lgm::service {

// Has threads share arenas, one for each processor (2 to 8), where glibc would make eight for each, and keep
// what was freed in every one of them. To be called before the threads begin.
void share_arenas();

// Gives whole free pages back to the system, of every thread's arena; without effect where the C library is
// not glibc. It holds each arena's lock while it looks through the free blocks. For threads that have just
// freed much more than they will soon need again; not for a request: to take the pages anew costs more than
// to keep them.
void give_back_memory();

}  // namespace lgm::service
