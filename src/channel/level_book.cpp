#include "channel/level_book.hpp"

#include <algorithm>

namespace logbeam::channel {

void LevelBook::set(const HostLoggers& loggers, const wire::SetLevel& wish, const Moment& now) {
    for (const auto& logger : loggers) {
        if (!wish.logger || *wish.logger == logger->name()) set(logger, wish, now);
    }
}

void LevelBook::set(const std::shared_ptr<HostLogger>& logger, const wire::SetLevel& wish, const Moment& now) {
    const auto standing = changes_.find(logger->name());
    if (wish.duration.count() == 0) {
        if (standing == changes_.end()) return;
        revert(standing->second);
        changes_.erase(standing);
        return;
    }
    const LoggerLevel level = logger->level();
    const bool goes_on = standing != changes_.end() && standing->second.is == level;
    const LoggerLevel was = goes_on ? standing->second.was : level;
    const auto duration = std::min(wish.duration, limit_);
    const auto until = std::chrono::floor<std::chrono::seconds>(now.wall + duration);
    changes_.insert_or_assign(logger->name(), Change{logger, was, wish.level, now.steady + duration, until});
    logger->set_level(wish.level);
}

void LevelBook::revert_due(std::chrono::steady_clock::time_point now) {
    std::erase_if(changes_, [now](const auto& entry) {
        if (now < entry.second.due) return false;
        revert(entry.second);
        return true;
    });
}

void LevelBook::revert_all() {
    revert_due(std::chrono::steady_clock::time_point::max());
}

void LevelBook::revert(const Change& change) {
    if (change.logger->level() == change.is) change.logger->set_level(change.was);
}

std::optional<std::chrono::steady_clock::time_point> LevelBook::next_due() const {
    const auto first = std::min_element(changes_.begin(), changes_.end(), [](const auto& left, const auto& right) {
        return left.second.due < right.second.due;
    });
    return first == changes_.end() ? std::nullopt : std::optional{first->second.due};
}

std::vector<wire::Logger> LevelBook::describe(const HostLoggers& loggers) const {
    std::vector<wire::Logger> described;
    for (const auto& logger : loggers) {
        if (described.size() == most_described) break;
        if (logger->name().size() > longest_name) continue;
        wire::Logger entry{logger->name(), logger->level(), {}};
        const auto standing = changes_.find(entry.name);
        if (standing != changes_.end() && standing->second.is == entry.level) {
            entry.change = wire::LevelChange{standing->second.was, standing->second.until};
        }
        described.push_back(std::move(entry));
    }
    return described;
}

}  // namespace logbeam::channel
