#pragma once

namespace logbeam::embed {

// Sleeps until somebody wants the program to stop: SIGINT, SIGTERM, a line or the end of the input. While it sleeps these
// signals do nothing else, on whichever thread they come; afterwards they do what they did before. One at a time.
void wait_for_stop_wish();

}  // namespace logbeam::embed
