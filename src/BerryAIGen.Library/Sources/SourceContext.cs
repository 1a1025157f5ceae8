using BerryAIGen.Civitai;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Sources.Api;

namespace BerryAIGen.Library.Sources;

/// <summary>What sources work with.</summary>
/// <param name="Options">What the library is told from outside.</param>
/// <param name="Probe">Asks addresses for their first byte.</param>
/// <param name="Time">The clock.</param>
internal sealed record SourceContext(LibraryOptions Options, FileProbe Probe, TimeProvider Time)
{
    /// <summary>Asks APIs for JSON.</summary>
    public required ApiReader Api { get; init; }

    /// <summary>Civitai's own client, made when it is first asked for.</summary>
    public required Func<CivitaiClient> Civitai { get; init; }
}
