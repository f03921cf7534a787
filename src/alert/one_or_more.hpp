#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <variant>
#include <vector>

namespace logbeam::alert {

// A list that mostly has one item, for which it takes no memory of its own. Unsynchronised.
template <class T>
class OneOrMore {
public:
    [[nodiscard]] bool empty() const noexcept { return all().empty(); }
    [[nodiscard]] std::span<T> all() noexcept {
        if (auto* one = std::get_if<T>(&items_)) return {one, 1};
        if (auto* many = std::get_if<Many>(&items_)) return **many;
        return {};
    }
    [[nodiscard]] std::span<const T> all() const noexcept {
        if (const auto* one = std::get_if<T>(&items_)) return {one, 1};
        if (const auto* many = std::get_if<Many>(&items_)) return **many;
        return {};
    }

    T& insert(std::size_t place, T item) {
        if (std::holds_alternative<std::monostate>(items_)) return items_.template emplace<T>(std::move(item));
        auto& many = make_many();
        return *many.insert(many.begin() + static_cast<std::ptrdiff_t>(place), std::move(item));
    }
    void push_back(T item) { insert(all().size(), std::move(item)); }

    void erase_first(std::size_t count) {
        if (count == 0) return;
        if (count >= all().size()) {
            items_.template emplace<std::monostate>();
            return;
        }
        auto& many = make_many();
        many.erase(many.begin(), many.begin() + static_cast<std::ptrdiff_t>(count));
    }

private:
    using Many = std::unique_ptr<std::vector<T>>;

    std::vector<T>& make_many() {
        if (auto* many = std::get_if<Many>(&items_)) return **many;
        auto many = std::make_unique<std::vector<T>>();
        many->reserve(2);
        many->push_back(std::move(std::get<T>(items_)));
        return *items_.template emplace<Many>(std::move(many));
    }

    std::variant<std::monostate, T, Many> items_;
};

}  // namespace logbeam::alert
