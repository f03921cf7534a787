#include "notify/curl.hpp"

#include <new>

namespace logbeam::notify {
namespace {

extern "C" int logbeam_notify_is_given_up(void* flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(flag)->load(std::memory_order_relaxed) ? 1 : 0;
}

}  // namespace

CurlHandle make_curl() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    CurlHandle handle{ready == CURLE_OK ? curl_easy_init() : nullptr};
    if (!handle) throw std::bad_alloc{};
    return handle;
}

void end_when(CURL* curl, const std::atomic<bool>& given_up) {
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, logbeam_notify_is_given_up);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &given_up);
}

void append(CurlList& list, const std::string& line) {
    auto* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc{};
    (void)list.release();
    list.reset(longer);
}

}  // namespace logbeam::notify
