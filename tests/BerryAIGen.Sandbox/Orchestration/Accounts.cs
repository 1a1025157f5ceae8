using System.Text.Json.Nodes;

namespace BerryAIGen.Sandbox.Orchestration;

/// <summary>Who has how much Buzz, and what is taken and given back.</summary>
internal sealed class Accounts
{
    // Earned before bought, and safe before everything: https://developer.civitai.com/orchestration/guide/submitting-work
    private static readonly string[] Order = ["blue", "green", "yellow"];

    private readonly Dictionary<(int User, string Account), int> held = [];

    public int this[int user, string account]
    {
        get =>
            held.GetValueOrDefault(
                (user, account),
                account == "yellow" ? 100_000
                    : account == "blue" ? 1000
                    : 0
            );
        set => held[(user, account)] = value;
    }

    /// <summary>What each account would pay; null when they hold too little together.</summary>
    public List<(string Account, int Amount)>? Split(int user, int price, IReadOnlyList<string> allowed, bool? mature)
    {
        var parts = new List<(string, int)>();
        var left = price;
        foreach (var account in Order)
        {
            var may =
                (allowed.Count == 0 || allowed.Contains(account, StringComparer.OrdinalIgnoreCase))
                && (mature != true || account == "yellow");
            var part = may ? Math.Min(left, this[user, account]) : 0;
            if (part > 0)
                parts.Add((account, part));
            left -= part;
        }

        return left > 0 ? null : parts;
    }

    public void Take(int user, IEnumerable<(string Account, int Amount)> parts)
    {
        foreach (var (account, amount) in parts)
            this[user, account] -= amount;
    }

    public static JsonObject Line(string type, string account, int amount) =>
        new()
        {
            ["type"] = type,
            ["amount"] = amount,
            ["id"] = Guid.NewGuid().ToString(),
            ["accountType"] = account,
        };
}
