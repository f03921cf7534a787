#pragma once

#include "notify/notifier.hpp"

#include <functional>
#include <memory>
#include <string>

namespace logbeam::notify {

// Makes an event of the broker. Called on any thread.
using Publish = std::function<void(const std::string& topic, std::string_view type, std::string data)>;

// Publishes notifications as events of type `alert.notification` on a topic, as JSON.
[[nodiscard]] std::unique_ptr<Notifier> make_topic(std::string topic, Publish publish);

// Where pages listen that show what a notifier of kind `browser` says.
[[nodiscard]] std::string browser_topic(const std::string& notifier);

}  // namespace logbeam::notify
