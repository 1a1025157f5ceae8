using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.CivArchive;
using BerryAIGen.Library.Sources.Civitai;
using BerryAIGen.Library.Sources.Folder;
using BerryAIGen.Library.Sources.HuggingFace;
using BerryAIGen.Library.Sources.S3;
using BerryAIGen.Library.Sources.Web;

namespace BerryAIGen.Library.Sources;

/// <summary>Every source there is, one line each; everything else of a source lies in its folder.</summary>
internal static class ShippedSources
{
    /// <summary>In the order in which they are asked.</summary>
    public static IReadOnlyList<SourceDefinition> All { get; } =
    [
        CivitaiSource.Definition,
        HuggingFaceSource.Definition,
        S3Source.Definition,
        WebSource.Definition,
        FolderSource.Definition,
        CivArchiveSource.Definition,
    ];

    /// <summary>What a person configured for any of them; these addresses may be private.</summary>
    public static IReadOnlyList<Uri> BaseAddressesOf(LibraryOptions options) =>
        [.. All.SelectMany(source => source.BaseAddresses(options))];

    /// <summary>Hosts that keep pictures of any of them.</summary>
    public static IReadOnlyList<string> PictureHosts { get; } = [.. All.SelectMany(source => source.PictureHosts)];

    /// <summary>By scheme, what makes addresses to ask of those that no one can ask as they are; opened when first used.</summary>
    public static IReadOnlyDictionary<string, Lazy<Func<Uri, Uri>>> SignersOf(
        LibraryOptions options,
        TimeProvider time
    ) =>
        All.Where(source => source is { Scheme: not null, OpenSigner: not null })
            .ToDictionary(
                source => source.Scheme!,
                source => new Lazy<Func<Uri, Uri>>(() => source.OpenSigner!(options, time))
            );
}
