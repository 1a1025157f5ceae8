using BerryAIGen.Sandbox.ModelFiles;

namespace BerryAIGen.Sandbox.Seeding;

/// <summary>A file of a version of the Sandbox.</summary>
public sealed class SeededFile
{
    private readonly Lazy<FileContent> content;
    private readonly Lazy<FileHashes> hashes;

    internal SeededFile(SeededVersion version, FileSpec spec, int position, SeedContext context)
    {
        Version = version;
        Spec = spec;
        Id = spec.Id ?? version.Id * 10 + position + 1;
        Name = FileNames.Of(this);
        content = new Lazy<FileContent>(() =>
            spec.CopyOf is { } original ? context.GetFile(original).Content : context.Contents.Create(this)
        );
        context.Add(this);
        hashes = new Lazy<FileHashes>(context.Hashes.Of(this));
    }

    /// <summary>The version that the file belongs to.</summary>
    public SeededVersion Version { get; }

    /// <summary>What was asked for.</summary>
    public FileSpec Spec { get; }

    /// <summary>Id of the file.</summary>
    public int Id { get; }

    /// <summary>Name that the answers carry.</summary>
    public string Name { get; }

    /// <summary>The bytes, made on first use.</summary>
    public FileContent Content => content.Value;

    /// <summary>The true hashes, computed on first use.</summary>
    public FileHashes Hashes => hashes.Value;
}
