// How much freed memory a service keeps.
#pragma once

namespace lgm::service {

// Gives whole free pages back to the system, of every thread's arena; without effect where the C library is
// not glibc. It holds each arena's lock while it looks through the free blocks. For threads that have just
// freed much more than they will soon need again; not for a request: to take the pages anew costs more than
// to keep them.
void give_back_memory();

}  // namespace lgm::service
