#include "notify/email.hpp"

#include "notify/curl.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace logbeam::notify {
namespace {

// What is left of a mail that libcurl fetches piece by piece.
struct Upload {
    std::string_view left;
    bool has_begun = false;
};

extern "C" std::size_t logbeam_notify_give_mail(char* room, std::size_t size, std::size_t count, void* from) {
    auto& upload = *static_cast<Upload*>(from);
    const auto bytes = std::min(size * count, upload.left.size());
    std::memcpy(room, upload.left.data(), bytes);
    upload.left.remove_prefix(bytes);
    upload.has_begun = true;
    return bytes;
}

extern "C" std::size_t logbeam_notify_drop_body(const char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

std::string url_of(const EmailOptions& options) {
    return (options.security == EmailOptions::Security::tls ? "smtps://" : "smtp://") + options.server;
}

void describe_server(CURL* curl, const EmailOptions& options) {
    const bool wants_starttls = options.security == EmailOptions::Security::starttls;
    curl_easy_setopt(curl, CURLOPT_URL, url_of(options).c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    // Behind the time-out it says goodbye, and would wait two minutes for the answer.
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(options.timeout.count() / 1000 + 1));
    if (wants_starttls) curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
    if (options.user.empty()) return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, options.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, options.password.c_str());
}

void describe_mail(CURL* curl, const EmailOptions& options, const curl_slist* to, Upload& upload) {
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, options.addresses.from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, logbeam_notify_give_mail);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, logbeam_notify_drop_body);
}

class Email final : public Notifier {
public:
    Email(EmailOptions options, const Clock& clock) : options_{std::move(options)}, clock_{clock} {}

    Delivery send(const alert::Notification& notification) noexcept override {
        const auto mail = mail_message(notification, options_.addresses, clock_.wall_now());
        const auto curl = make_curl();
        CurlList to;
        for (const auto& address : options_.addresses.to)
            append(to, address);
        Upload upload{mail};
        describe_server(curl.get(), options_);
        describe_mail(curl.get(), options_, to.get(), upload);
        end_when(curl.get(), given_up());

        const auto result = curl_easy_perform(curl.get());
        long code = 0;
        curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &code);
        return delivery_of(result, code, upload);
    }

private:
    // The server's last word is of 2xx when it has taken the mail, of 5xx when it never will.
    static Delivery delivery_of(CURLcode result, long code, const Upload& upload) {
        using Outcome = Delivery::Outcome;
        if (result == CURLE_OK) return {Outcome::delivered, std::to_string(code)};
        // A password is wrong until somebody corrects it; that is no reason to lose a mail.
        const auto detail = (code == 0 ? "" : std::to_string(code) + " ") + curl_easy_strerror(result);  // no address
        if (code >= 500 && result != CURLE_LOGIN_DENIED) return {Outcome::refused, detail};
        const bool is_answered = code >= 400;
        return {Outcome::retry, detail, std::nullopt, upload.has_begun && upload.left.empty() && !is_answered};
    }

    const EmailOptions options_;
    const Clock& clock_;
};

}  // namespace

std::unique_ptr<Notifier> make_email(EmailOptions options, const Clock& clock) {
    return std::make_unique<Email>(std::move(options), clock);
}

}  // namespace logbeam::notify
