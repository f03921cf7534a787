#include "hub/audience.hpp"

#include <algorithm>

namespace logbeam::hub {

std::string key_of(const Interest& interest) {
    std::vector<std::string_view> topics;
    for (const TopicPattern& each : interest.topics)
        topics.push_back(each.str());
    std::sort(topics.begin(), topics.end());
    topics.erase(std::unique(topics.begin(), topics.end()), topics.end());

    std::string key;
    for (const auto part : {static_cast<std::uint64_t>(interest.dialect), static_cast<std::uint64_t>(interest.lag),
                            interest.max_rate, reinterpret_cast<std::uint64_t>(interest.rights.get())}) {
        key.append(std::to_string(part)).push_back(' ');
    }
    for (const std::string_view topic : topics)
        key.append(topic).push_back(' ');
    if (interest.filter) key.append(interest.filter->text());
    return key;
}

}  // namespace logbeam::hub
