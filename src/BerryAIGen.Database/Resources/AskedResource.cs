using System.Globalization;
using BerryAIGen.Civitai.References;

namespace BerryAIGen.Database.Resources;

/// <summary>What somebody names.</summary>
/// <param name="Asked">As it was written.</param>
/// <param name="Id">May be a row of the registry; null for an AIR, which is none.</param>
/// <param name="VersionId">Civitai's number of the version; null when none is named.</param>
/// <param name="ModelId">Civitai's number of the model that the version must be of; null when none is named.</param>
/// <param name="Air">Of an epoch of a training; null for all others.</param>
internal sealed record AskedResource(string Asked, string? Id, long? VersionId, long? ModelId, Air? Air)
{
    /// <summary>A version of Civitai's, and no row of the registry of the same digits.</summary>
    public static AskedResource OfVersion(long version) =>
        new(version.ToString(CultureInfo.InvariantCulture), null, version, null, null);

    public static AskedResource Read(string asked)
    {
        var text = asked.Trim();
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new(asked, text, number, null, null);
        if (!text.Contains(':') || !Air.TryParse(text, out var air))
            return new(asked, text, null, null, null);
        return air.VersionId is { } version ? new(asked, null, version.Value, air.ModelId?.Value, null)
            : air is { Source: "orchestrator", Version: not null } ? new(asked, null, null, null, air)
            : new(asked, text, null, null, null);
    }
}
