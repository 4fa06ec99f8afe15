// Evaluates the formulas on standard input, a line each, and derives them by x. Shows: C++ without exceptions: recursive
// descent, a tree of unique_ptr with virtual functions, errors as values, streams of strings, floating point.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

struct Node;
using Tree = std::shared_ptr<const Node>;

struct Node {
    virtual ~Node() = default;
    virtual double value(double x) const = 0;
    virtual Tree slope() const = 0;
    virtual int size() const = 0;
};

struct Number final : Node {
    double number;
    explicit Number(double n) : number(n) {}
    double value(double) const override { return number; }
    Tree slope() const override { return std::make_shared<Number>(0); }
    int size() const override { return 1; }
};

struct X final : Node {
    double value(double x) const override { return x; }
    Tree slope() const override { return std::make_shared<Number>(1); }
    int size() const override { return 1; }
};

struct Binary final : Node {
    char sign;
    Tree left, right;
    Binary(Tree l, char s, Tree r) : sign(s), left(std::move(l)), right(std::move(r)) {}
    static Tree of(Tree l, char s, Tree r) { return std::make_shared<Binary>(std::move(l), s, std::move(r)); }
    double value(double x) const override {
        double a = left->value(x), b = right->value(x);
        switch (sign) {
            case '+': return a + b;
            case '-': return a - b;
            case '*': return a * b;
            default: return a / b;
        }
    }
    Tree slope() const override {
        if (sign == '+' || sign == '-') return of(left->slope(), sign, right->slope());
        Tree crossed = of(of(left->slope(), '*', right), sign == '*' ? '+' : '-', of(left, '*', right->slope()));
        return sign == '*' ? crossed : of(crossed, '/', of(right, '*', right));
    }
    int size() const override { return 1 + left->size() + right->size(); }
};

struct Call final : Node {
    bool sine;
    Tree inner;
    Call(bool s, Tree i) : sine(s), inner(std::move(i)) {}
    double value(double x) const override { return sine ? std::sin(inner->value(x)) : std::cos(inner->value(x)); }
    Tree slope() const override {
        Tree outer = std::make_shared<Call>(!sine, inner);
        if (!sine) outer = Binary::of(std::make_shared<Number>(-1), '*', outer);
        return Binary::of(outer, '*', inner->slope());
    }
    int size() const override { return 1 + inner->size(); }
};

class Parser {
public:
    explicit Parser(std::string_view line) : text(line) {}

    // Null when there is a problem.
    Tree parse() {
        Tree tree = sum();
        if (tree && at < text.size()) return fail("unexpected");
        return tree;
    }

    std::string problem;

private:
    std::string_view text;
    size_t at = 0;
    int depth = 0;

    Tree fail(const char *what) {
        if (problem.empty()) problem = std::string(what) + " at " + std::to_string(at + 1);
        return nullptr;
    }

    char peek() {
        while (at < text.size() && text[at] == ' ') at++;
        return at < text.size() ? text[at] : '\0';
    }

    bool take(char wanted) {
        if (peek() != wanted) return false;
        at++;
        return true;
    }

    Tree sum() {
        Tree left = product();
        while (left && (peek() == '+' || peek() == '-')) {
            char sign = text[at++];
            Tree right = product();
            left = right ? Binary::of(left, sign, right) : nullptr;
        }
        return left;
    }

    Tree product() {
        Tree left = factor();
        while (left && (peek() == '*' || peek() == '/')) {
            char sign = text[at++];
            Tree right = factor();
            left = right ? Binary::of(left, sign, right) : nullptr;
        }
        return left;
    }

    Tree factor() {
        if (++depth > 500) return fail("too deep");
        Tree result = deeper();
        depth--;
        return result;
    }

    Tree deeper() {
        if (take('(')) {
            Tree inner = sum();
            return inner && !take(')') ? fail("')' is missing") : inner;
        }
        if (take('-')) {
            Tree inner = factor();
            return inner ? Binary::of(std::make_shared<Number>(0), '-', inner) : nullptr;
        }
        if (take('x')) return std::make_shared<X>();
        for (std::string_view name : {"sin", "cos"}) {
            if (text.substr(at, 3) == name) {
                at += 3;
                Tree inner = factor();
                return inner ? std::make_shared<Call>(name == "sin", inner) : nullptr;
            }
        }
        std::string digits(text.substr(at, 30));
        char *end = nullptr;
        double number = std::strtod(digits.c_str(), &end);
        if (end == digits.c_str()) return fail("a number is missing");
        at += static_cast<size_t>(end - digits.c_str());
        return std::make_shared<Number>(number);
    }
};

static bool line(std::string &read) {
    read.clear();
    for (int c = std::getchar(); c != EOF; c = std::getchar()) {
        if (c == '\n') return true;
        read += static_cast<char>(c);
    }
    return !read.empty();
}

int main(int argc, char **argv) {
    int points = argc > 1 ? std::atoi(argv[1]) : 100;
    std::unordered_map<std::string, int> seen;
    int bad = 0;
    for (std::string text; line(text);) {
        if (++seen[text] > 1) {
            std::printf("%s: again\n", text.c_str());
            continue;
        }
        Parser parser(text);
        Tree tree = parser.parse();
        if (!tree) {
            std::printf("%s: %s\n", text.c_str(), parser.problem.c_str());
            bad++;
            continue;
        }
        Tree first = tree->slope(), second = first->slope();
        double area = 0;
        for (int i = 0; i < points; i++) area += (tree->value((i + 0.5) / points) + second->value((i + 0.5) / points)) / points;
        std::printf("%s: at 1 %.9g, slope %.9g, area with curvature %.9g, nodes %d %d %d\n", text.c_str(), tree->value(1),
                    first->value(1), area, tree->size(), first->size(), second->size());
    }
    std::printf("%zu formulas, %d bad\n", seen.size(), bad);
    return bad == 0 ? 0 : 4;
}
