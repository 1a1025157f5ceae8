namespace BerryAIGen.Sandbox.Seeding;

/// <summary>An example picture of a version.</summary>
public sealed class SeededImage
{
    internal const int PictureWidth = 32;

    internal SeededImage(SeededVersion version, int level, int position)
    {
        Version = version;
        Level = level;
        Id = version.Id * 20 + position;
        Uuid = SeedContext.UuidOf(Id);
    }

    /// <summary>Id of the picture.</summary>
    public int Id { get; }

    /// <summary>Maturity bit: 1 PG, 2 PG-13, 4 R, 8 X, 16 XXX.</summary>
    public int Level { get; }

    internal SeededVersion Version { get; }

    internal Guid Uuid { get; }

    internal bool IsVideo => Id % 23 == 0;

    internal int Height => 40 + Id % 9;

    // Two of three uploads carry what they were made with.
    internal bool HasMeta => Id % 3 != 0;

    // A few were made from another picture.
    internal int? RemixOf => Id % 11 == 0 ? Id - 1 : null;

    // The path of Civitai's picture addresses: bucket, uuid, a directive, the id as the name.
    internal string Path => $"/xG1nkqKTMzGDvpLrqFT7WA/{Uuid}/original=true/{Id}.{(IsVideo ? "mp4" : "jpeg")}";
}
