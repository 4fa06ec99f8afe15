// Shortest ways through a grid with walls, by three searches behind one interface. Shows: C++ with its library: virtual
// functions, templates, std::function, priority_queue, map, sort, strings, and an optional for "no way".
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <vector>

struct Grid {
    int side;
    std::vector<uint8_t> cost; // 0 is a wall

    explicit Grid(int size, uint32_t seed) : side(size), cost(static_cast<size_t>(size) * size) {
        for (auto &cell : cost) {
            seed = seed * 1664525u + 1013904223u;
            cell = seed >> 29 == 0 ? 0 : static_cast<uint8_t>(1 + (seed >> 20) % 9);
        }
        cost.front() = cost.back() = 1;
    }

    void neighbours(int at, const std::function<void(int)> &visit) const {
        int x = at % side, y = at / side;
        if (x > 0 && cost[at - 1]) visit(at - 1);
        if (x + 1 < side && cost[at + 1]) visit(at + 1);
        if (y > 0 && cost[at - side]) visit(at - side);
        if (y + 1 < side && cost[at + side]) visit(at + side);
    }
};

struct Search {
    virtual ~Search() = default;
    virtual std::string name() const = 0;
    virtual std::optional<long> find(const Grid &grid, long &visited) = 0;
};

struct Dijkstra : Search {
    std::string name() const override { return "dijkstra"; }

    virtual long estimate(const Grid &, int) const { return 0; }

    std::optional<long> find(const Grid &grid, long &visited) override {
        int goal = grid.side * grid.side - 1;
        std::vector<long> best(grid.cost.size(), -1);
        using Entry = std::pair<long, std::pair<long, int>>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
        open.push({estimate(grid, 0), {0, 0}});
        while (!open.empty()) {
            auto [so_far, at] = open.top().second;
            open.pop();
            if (best[at] >= 0) continue;
            best[at] = so_far;
            visited++;
            if (at == goal) return so_far;
            grid.neighbours(at, [&, cost = so_far](int next) {
                if (best[next] < 0) {
                    long reached = cost + grid.cost[next];
                    open.push({reached + estimate(grid, next), {reached, next}});
                }
            });
        }
        return std::nullopt;
    }
};

struct AStar : Dijkstra {
    std::string name() const override { return "a-star"; }
    long estimate(const Grid &grid, int at) const override {
        return 2L * (grid.side - 1) - at % grid.side - at / grid.side;
    }
};

struct Steps : Search {
    std::string name() const override { return "steps"; }
    std::optional<long> find(const Grid &grid, long &visited) override {
        std::map<int, long> seen{{0, 0}};
        std::deque<int> open{0};
        while (!open.empty()) {
            int at = open.front();
            open.pop_front();
            visited++;
            long steps = seen[at];
            if (at == grid.side * grid.side - 1) return steps;
            grid.neighbours(at, [&](int next) {
                if (seen.emplace(next, steps + 1).second) open.push_back(next);
            });
        }
        return std::nullopt;
    }
};

int main(int argc, char **argv) {
    int side = argc > 1 ? std::atoi(argv[1]) : 40;
    int grids = argc > 2 ? std::atoi(argv[2]) : 8;
    std::vector<std::unique_ptr<Search>> searches;
    searches.push_back(std::make_unique<Dijkstra>());
    searches.push_back(std::make_unique<AStar>());
    searches.push_back(std::make_unique<Steps>());
    std::map<std::string, std::vector<long>> found;
    for (int i = 0; i < grids; i++) {
        Grid grid(side, 7u + static_cast<uint32_t>(i));
        for (auto &search : searches) {
            long visited = 0;
            auto cost = search->find(grid, visited);
            found[search->name()].push_back(cost.value_or(-1));
            found[search->name() + " visited"].push_back(visited);
        }
    }
    for (auto &[name, values] : found) {
        std::sort(values.begin(), values.end());
        std::string line = name + ":";
        for (long value : values) line += ' ' + (value < 0 ? std::string("none") : std::to_string(value));
        std::puts(line.c_str());
    }
    bool agree = found["dijkstra"] == found["a-star"];
    std::printf("both find the same costs: %s\n", agree ? "yes" : "no");
    return agree ? 0 : 1;
}
