using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Unpacking;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library.Batches;

/// <summary>One entry of a batch file.</summary>
internal sealed record BatchEntry
{
    /// <summary>Where it stands, for messages: "line 4 of list.txt", "download 2 (DreamShaper v8)".</summary>
    public required string Place { get; init; }

    /// <summary>What it names, as a reference; null when it is broken.</summary>
    public string? Reference { get; init; }

    /// <summary>Where it says that its file goes; members that it does not name are null.</summary>
    public DownloadTarget Target { get; init; } = DownloadTarget.Default;

    public FileChoice Choice { get; init; } = FileChoice.Primary;

    /// <summary>The hash that its file must have.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What happens to its archive; null for what holds for all.</summary>
    public ArchiveRule? Archives { get; init; }

    /// <summary>Why it cannot be read; the others can.</summary>
    public Failure? Failure { get; init; }

    public static BatchEntry Broken(string place, string message) =>
        new() { Place = place, Failure = new Failure(FailureCode.Usage, message) };

    /// <summary>The entry as a request, with the defaults for what it does not say itself.</summary>
    public DownloadRequest ToRequest(DownloadRequest defaults) =>
        defaults with
        {
            References = Reference is null ? [] : [Reference],
            Choice = Choice == FileChoice.Primary ? defaults.Choice : Choice,
            Target = Over(defaults.Target, Target),
            Sha256 = Sha256 ?? defaults.Sha256,
            Archives = Archives ?? defaults.Archives,
        };

    /// <summary>The nearer target where it says something; naming a root or a layout ends an "exactly this folder" of the other.</summary>
    public static DownloadTarget Over(DownloadTarget other, DownloadTarget nearer) =>
        new()
        {
            Folder = nearer.Folder ?? (nearer is { Root: null, Layout: null } ? other.Folder : null),
            Layout = nearer.Layout ?? other.Layout,
            Root = nearer.Root ?? other.Root,
            ModelType = nearer.ModelType ?? other.ModelType,
            Template = nearer.Template ?? other.Template,
            FileName = nearer.FileName ?? other.FileName,
        };
}
