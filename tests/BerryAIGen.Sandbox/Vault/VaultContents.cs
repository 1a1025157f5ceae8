using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Vault;

/// <summary>What every member keeps, for as long as the server runs.</summary>
internal sealed class VaultContents(Catalogue catalogue)
{
    private static readonly int[] AtFirst = [290640, 146759, 87153];

    private readonly Lock gate = new();
    private readonly Dictionary<int, List<SeededVersion>> byMember = [];

    public IReadOnlyList<SeededVersion> Of(int memberId)
    {
        lock (gate)
            return [.. Kept(memberId)];
    }

    /// <summary>True when the version is kept now, false when it was removed.</summary>
    public bool Toggle(int memberId, SeededVersion version)
    {
        lock (gate)
        {
            var kept = Kept(memberId);
            if (kept.Remove(version))
                return false;
            kept.Add(version);
            return true;
        }
    }

    private List<SeededVersion> Kept(int memberId)
    {
        if (!byMember.TryGetValue(memberId, out var kept))
            byMember[memberId] = kept = [.. AtFirst.Select(id => catalogue.GetVersion(id))];
        return kept;
    }
}
