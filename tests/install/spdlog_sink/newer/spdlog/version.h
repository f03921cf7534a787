#pragma once

// Stands before the installed spdlog and says that it is one with a mapped diagnostic context.
#define SPDLOG_VERSION 11503
