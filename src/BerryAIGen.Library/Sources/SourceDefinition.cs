using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.Search;

namespace BerryAIGen.Library.Sources;

/// <summary>What a source's folder says of it to the rest of the house; the list of all is <see cref="ShippedSources"/>.</summary>
/// <param name="Name">As in <see cref="ISource.Name"/>.</param>
/// <param name="Open">Makes the source; called once per download run, so it asks nothing yet.</param>
internal sealed record SourceDefinition(string Name, Func<SourceContext, ISource> Open)
{
    /// <summary>How a person names something of it.</summary>
    public IReadOnlyList<ReferenceForm> Forms { get; init; } = [];

    /// <summary>What <c>berry config</c> may set for it; the source reads it from <see cref="LibraryOptions.Sources"/>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The addresses that a person configured for it: these may be private.</summary>
    public Func<LibraryOptions, IEnumerable<Uri>> BaseAddresses { get; init; } = static _ => [];

    /// <summary>Hosts besides its base addresses that keep its pictures, over https: exact names.</summary>
    public IReadOnlyList<string> PictureHosts { get; init; } = [];

    /// <summary>Makes what searches its models; null for a source that cannot be searched.</summary>
    public Func<SourceContext, ISourceSearch>? OpenSearch { get; init; }

    /// <summary>The scheme of its addresses when it is none of the web; <see cref="OpenSigner"/> then goes with it.</summary>
    public string? Scheme { get; init; }

    /// <summary>Makes what turns an address of <see cref="Scheme"/> into one that can be asked now; never kept or shown.</summary>
    public Func<LibraryOptions, TimeProvider, Func<Uri, Uri>>? OpenSigner { get; init; }
}
