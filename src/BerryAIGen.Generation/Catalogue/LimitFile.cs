using System.Text.Json.Serialization;

namespace BerryAIGen.Generation.Catalogue;

/// <summary>How much somebody may ask for at once, by tier, figure and number; <c>definitions/limits.json</c>, and the user's over it.</summary>
internal sealed record LimitFile(int SchemaVersion, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Tiers)
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>The tier whose figures stand as bounds in the definitions of ecosystems.</summary>
    public string? Usual { get; init; }

    /// <summary>For how long an epoch of a training can be used; null in a user's file for what the shipped one says.</summary>
    public int? EpochDays { get; init; }

    /// <summary>This one with the tiers and figures of another over it.</summary>
    public LimitFile With(LimitFile? other)
    {
        if (other is null)
            return this;
        var tiers = Tiers.ToDictionary(
            row => row.Key,
            row => (IReadOnlyDictionary<string, int>)new Dictionary<string, int>(row.Value),
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var (tier, figures) in other.Tiers)
        {
            var joined = new Dictionary<string, int>(tiers.GetValueOrDefault(tier) ?? new Dictionary<string, int>());
            foreach (var (figure, number) in figures)
            {
                joined[figure] = number;
            }

            tiers[tier] = joined;
        }

        return this with
        {
            Tiers = tiers,
            EpochDays = other.EpochDays ?? EpochDays,
        };
    }
}
