using BerryAIGen.Library.Catalog;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Identification;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Sources;

namespace BerryAIGen.Library;

/// <summary>The library as its hosts see it: one method per thing a person can ask for.</summary>
public sealed class BerryLibrary(LibraryOptions options) : IDisposable
{
    private readonly Lazy<LayoutCatalog> _layouts = new(() => LayoutCatalog.Load(options.ConfigurationFolder));

    public LibraryOptions Options { get; } = options;

    /// <summary>Resolves, plans, transfers, verifies, inspects, publishes and records; one failed item never stops the rest.</summary>
    /// <returns>One item per file, in the order of the references; after a cancellation the rest is cancelled, and parts stay.</returns>
    public Task<IReadOnlyList<DownloadItem>> DownloadAsync(
        DownloadRequest request,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{request} {progress} {cancellationToken}");

    /// <summary>The same up to the plan: nothing is transferred, nothing is written.</summary>
    public Task<IReadOnlyList<DownloadItem>> PlanAsync(DownloadRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{request} {cancellationToken}");

    /// <summary>Downloads what a batch file lists; <paramref name="defaults"/> hold for entries that say nothing themselves.</summary>
    /// <param name="path">JSON in the form of <c>civitai_models_config.json</c>, or a text of references.</param>
    /// <param name="defaults">Target and choice; its references are not looked at.</param>
    /// <param name="isDryRun">Plans only.</param>
    /// <param name="progress">Told of every stage; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops the run; what is not done comes back as cancelled.</param>
    /// <returns>One item per file or broken entry, in the file's order.</returns>
    /// <exception cref="LibraryException">The file itself cannot be read.</exception>
    public Task<IReadOnlyList<DownloadItem>> BatchAsync(
        string path,
        DownloadRequest defaults,
        bool isDryRun,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{path} {defaults} {isDryRun} {progress} {cancellationToken}");

    /// <summary>The model files in the layout's folders; <see cref="DownloadTarget.ModelType"/> narrows to one kind.</summary>
    public Task<FolderListing> ListAsync(DownloadTarget target, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{target} {cancellationToken}");

    /// <summary>Asks Civitai by hash, in bulk; one answer per path, in order.</summary>
    public Task<IReadOnlyList<IdentifiedFile>> IdentifyAsync(
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException($"{paths} {cancellationToken}");

    /// <summary>The shipped layouts and the user's own; <see cref="LayoutCatalog.Warnings"/> names files left out.</summary>
    public LayoutCatalog Layouts => _layouts.Value;

    /// <summary>Civitai's types and ComfyUI's folder of each, in the order that <c>civitai types</c> prints.</summary>
    public IReadOnlyList<TypeFolder> TypeFolders => Layouts.Get(new LibraryOptions().Layout).Types;

    /// <summary>Takes a pasted text apart without asking the network; never throws.</summary>
    public Reference Parse(string text) => ReferenceParser.Parse(text, Options);

    public void Dispose() { }
}
