#include "notify/http.hpp"

#include "notify/curl.hpp"

#include <algorithm>
#include <array>

namespace logbeam::notify {
namespace {

constexpr std::size_t most_body = 4096;

extern "C" std::size_t logbeam_notify_keep_body(const char* bytes, std::size_t size, std::size_t count, void* into) {
    auto& body = *static_cast<std::string*>(into);
    body.append(bytes, std::min(size * count, most_body - std::min(most_body, body.size())));
    return size * count;
}

CurlList header_lines(const HttpTarget& target, const std::vector<std::string>& headers) {
    CurlList lines;
    append(lines, "Content-Type: application/json");
    append(lines, "Expect:");  // or a body of more than 1 MiB waits a second for "100 Continue"
    for (const auto& line : headers)
        append(lines, line);
    for (const auto& [name, value] : target.headers) {
        std::string line = name;
        append(lines, value.empty() ? line.append(";") : line.append(": ").append(value));
    }
    return lines;
}

void describe(CURL* curl, const HttpTarget& target, const curl_slist* headers, const std::string& body) {
    curl_easy_setopt(curl, CURLOPT_URL, target.url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(target.timeout.count()));
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "logbeam");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
    if (!target.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, target.ca_file.c_str());
}

bool was_sent(CURL* curl) {
    long bytes = 0;
    curl_easy_getinfo(curl, CURLINFO_REQUEST_SIZE, &bytes);
    return bytes > 0;
}

std::optional<std::chrono::seconds> retry_after(CURL* curl) {
    curl_off_t seconds = 0;
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
    return seconds > 0 ? std::optional{std::chrono::seconds{seconds}} : std::nullopt;
}

// What is said of the address or the right to it, and not of the body, is corrected by and by.
bool may_go_well_later(long status) noexcept {
    constexpr std::array<long, 7> of_now{401, 403, 404, 407, 408, 425, 429};
    return status >= 500 || std::find(of_now.begin(), of_now.end(), status) != of_now.end();
}

}  // namespace

HttpReply post_json(const HttpTarget& target, const std::vector<std::string>& headers, const std::string& body,
                    const GivenUp& given_up) {
    const auto curl = make_curl();
    const auto lines = header_lines(target, headers);
    HttpReply reply;
    describe(curl.get(), target, lines.get(), body);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, logbeam_notify_keep_body);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &reply.body);
    end_when(curl.get(), given_up);

    const auto result = curl_easy_perform(curl.get());
    reply.was_sent = was_sent(curl.get());
    if (result != CURLE_OK) {
        reply.problem = curl_easy_strerror(result);  // which names no address
        return reply;
    }
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply.status);
    reply.retry_after = retry_after(curl.get());
    return reply;
}

Delivery delivery_of(const HttpReply& reply) {
    using Outcome = Delivery::Outcome;
    if (reply.status == 0) return {Outcome::retry, one_line(reply.problem), std::nullopt, reply.was_sent};
    const auto detail = one_line(std::to_string(reply.status) + " " + reply.body);
    if (reply.status >= 200 && reply.status < 300) return {Outcome::delivered, detail};
    if (may_go_well_later(reply.status)) return {Outcome::retry, detail, reply.retry_after};
    return {Outcome::refused, detail};
}

bool is_header_name(std::string_view name) noexcept {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    return !name.empty() && name.find_first_not_of(letters) == std::string_view::npos;
}

bool is_header_value(std::string_view value) noexcept {
    return std::none_of(value.begin(), value.end(),
                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; });
}

bool is_http_url(std::string_view url) noexcept {
    const bool is_plain = std::none_of(url.begin(), url.end(),
                                       [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == '\x7f'; });
    return is_plain &&
           ((url.starts_with("http://") && url.size() > 7) || (url.starts_with("https://") && url.size() > 8));
}

}  // namespace logbeam::notify
