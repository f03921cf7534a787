#pragma once

#include <curl/curl.h>

#include <atomic>
#include <memory>
#include <string>

// libcurl's handles, which clean up after themselves.
namespace logbeam::notify {

struct CurlRelease {
    void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using CurlHandle = std::unique_ptr<CURL, CurlRelease>;
using CurlList = std::unique_ptr<curl_slist, CurlRelease>;

// Initialises libcurl once. Thread-safe.
[[nodiscard]] CurlHandle make_curl();

// Its transfer fails soon after this was set; the flag outlives it.
void end_when(CURL* curl, const std::atomic<bool>& given_up);

void append(CurlList& list, const std::string& line);

}  // namespace logbeam::notify
