using System.Text.Json.Nodes;
using BerryAIGen.Civitai;
using BerryAIGen.Civitai.References;
using BerryAIGen.Library.Sidecars;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>Says in our words what Civitai offers: one file of a version.</summary>
internal static class OfferedFile
{
    public static RemoteFile ToRemoteFile(this OfferedVersion version, ModelFile file, Uri site, Failure? refusal) =>
        new()
        {
            Source = CivitaiSource.SourceName,
            Address = new Uri(site, $"/api/download/models/{version.Id}?fileId={file.Id}"),
            Name = file.Name,
            SizeBytes = file.SizeBytes,
            Hashes = HashesOf(file.Hashes),
            ModelType = version.ModelType,
            FileType = file.Type.Value,
            BaseModel = version.BaseModel,
            Format = file.Metadata?.Format?.Value,
            Precision = file.Metadata?.Fp?.Value,
            Size = file.Metadata?.Size?.Value,
            ModelId = version.ModelId,
            VersionId = version.Id,
            FileId = file.Id,
            ModelName = version.ModelName,
            VersionName = version.Name,
            Creator = version.Creator,
            Tags = version.Tags,
            Air = version.Air ?? AirOf(version, file),
            Record = new JsonObject
            {
                ["model"] = version.ModelJson?.DeepClone(),
                ["version"] = version.Json.DeepClone(),
                ["file"] = file.ToJson(),
            },
            Preview = PreviewOf(version.Images),
            Danger = DangerOf(file),
            Refusal = refusal,
        };

    private static ExpectedHashes HashesOf(Hashes? hashes) =>
        hashes is null
            ? ExpectedHashes.None
            : new ExpectedHashes
            {
                Sha256 = Hex(hashes.Sha256),
                Blake3 = Hex(hashes.Blake3),
                Crc32 = Hex(hashes.Crc32),
                AutoV1 = Hex(hashes.AutoV1),
                AutoV2 = Hex(hashes.AutoV2),
                AutoV3 = Hex(hashes.AutoV3),
            };

    private static string? Hex(string? digits) =>
        string.IsNullOrWhiteSpace(digits) ? null : digits.Trim().ToLowerInvariant();

    private static string? AirOf(OfferedVersion version, ModelFile file) =>
        version.ModelId is > 0
            ? Air.ForModel(
                    version.BaseModel,
                    version.ModelType,
                    new ModelId(version.ModelId.Value),
                    new ModelVersionId(version.Id),
                    fileType: file.Type.Value
                )
                .ToString()
            : null;

    // The first picture that is rated as one that everybody may see; without a rating nobody has looked; of a video the still picture.
    private static Uri? PreviewOf(IEnumerable<ModelImage> images)
    {
        var image = PreviewChoice.FirstBelow(
            images.Where(image => image.Url is not null),
            image => (int?)image.NsfwLevel,
            (int)MaturityLevels.R
        );
        var address = PreviewAddress.Resize(image?.Url, image?.Type?.Value);
        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? url : null;
    }

    internal static string? DangerOf(ModelFile file)
    {
        var findings = new[]
        {
            file.PickleScanResult == ScanResult.Danger ? $"pickle scan: {Line(file.PickleScanMessage)}" : null,
            file.VirusScanResult == ScanResult.Danger ? $"virus scan: {Line(file.VirusScanMessage)}" : null,
        }.OfType<string>();
        var text = string.Join("; ", findings);
        return text.Length == 0 ? null : text;
    }

    private static string Line(string? message) =>
        string.IsNullOrWhiteSpace(message)
            ? "Danger"
            : string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
