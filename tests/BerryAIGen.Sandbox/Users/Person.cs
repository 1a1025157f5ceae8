using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Users;

/// <summary>Somebody of the site.</summary>
/// <param name="Name">Name on the site.</param>
/// <param name="ModelCount">How many published models there are.</param>
internal sealed record Person(string Name, int ModelCount)
{
    public int Id => SeedContext.CreatorIdOf(Name);

    /// <summary>Two of three have a picture.</summary>
    public string? AvatarPath => AvatarPathOf(Name);

    public Guid AvatarId => SeedContext.UuidOf(Id);

    public static string? AvatarPathOf(string name)
    {
        var id = SeedContext.CreatorIdOf(name);
        return id % 3 == 0
            ? null
            : $"/xG1nkqKTMzGDvpLrqFT7WA/{SeedContext.UuidOf(id)}/width=96/{Uri.EscapeDataString(name)}.jpeg";
    }
}
