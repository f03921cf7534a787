#include "notify/curl.hpp"

#include <new>

namespace logbeam::notify {

CurlHandle make_curl() {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    CurlHandle handle{ready == CURLE_OK ? curl_easy_init() : nullptr};
    if (!handle) throw std::bad_alloc{};
    return handle;
}

void append(CurlList& list, const std::string& line) {
    auto* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc{};
    (void)list.release();
    list.reset(longer);
}

}  // namespace logbeam::notify
