using BerryAIGen.Sandbox.Downloads;

namespace BerryAIGen.Sandbox.Users;

/// <summary>Somebody with an API key.</summary>
/// <param name="Key">The key that names this member.</param>
/// <param name="Id">User id.</param>
/// <param name="Username">Name on the site.</param>
/// <param name="Tier">free, founder, bronze, silver, gold; null when the answer leaves it out.</param>
/// <param name="Status">active, muted or banned; a banned member's key counts as none.</param>
/// <param name="BoughtVersions">Versions whose early access was bought.</param>
/// <param name="OwnsModels">Models that belong to this member.</param>
/// <param name="Preferences">Which files are preferred; null: nothing was set.</param>
internal sealed record Member(
    string Key,
    int Id,
    string Username,
    string? Tier,
    string Status,
    IReadOnlyList<int> BoughtVersions,
    IReadOnlyList<int> OwnsModels,
    WantedFile? Preferences
)
{
    public bool IsPaying => Tier is not (null or "free");
}
