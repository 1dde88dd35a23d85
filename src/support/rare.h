#pragma once
// A part that few objects have: a pointer's size while it isn't there, copied with its owner. Reading
// one that isn't there gives T as it is made; edit() makes it.

#include <memory>
#include <utility>

namespace lockstep {

template <class T>
class Rare {
 public:
  Rare() = default;
  Rare(const Rare& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
  Rare(Rare&& other) noexcept = default;
  Rare& operator=(const Rare& other) {
    if (this != &other) *this = Rare(other);
    return *this;
  }
  Rare& operator=(Rare&& other) noexcept = default;
  ~Rare() = default;

  [[nodiscard]] bool empty() const { return value_ == nullptr; }
  [[nodiscard]] const T& operator*() const {
    static const T kNone;
    return value_ ? *value_ : kNone;
  }
  [[nodiscard]] const T* operator->() const { return &**this; }
  [[nodiscard]] T& edit() {
    if (!value_) value_ = std::make_unique<T>();
    return *value_;
  }
  void reset() { value_.reset(); }

 private:
  std::unique_ptr<T> value_;
};

}  // namespace lockstep
