#include "notify/topic.hpp"

#include <utility>

namespace logbeam::notify {
namespace {

class TopicNotifier final : public Notifier {
public:
    TopicNotifier(std::string topic, Publish publish) : topic_{std::move(topic)}, publish_{std::move(publish)} {}

    Delivery send(const alert::Notification& notification) noexcept override {
        publish_(topic_, "alert.notification", alert::to_json(notification));
        return {Delivery::Outcome::delivered, "published on " + topic_};
    }

private:
    const std::string topic_;
    const Publish publish_;
};

}  // namespace

std::unique_ptr<Notifier> make_topic(std::string topic, Publish publish) {
    return std::make_unique<TopicNotifier>(std::move(topic), std::move(publish));
}

std::string browser_topic(const std::string& notifier) {
    return "$notify." + notifier;
}

}  // namespace logbeam::notify
