using System.Text.Json;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.References;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Versions: by number, and by the hash of a file.</summary>
/// <remarks>
/// The pages name an <c>epoch</c> for the mini route; the service refuses any value, so it is missing here. The bulk
/// answer has nulls, repeats, and addresses at <c>https://undefined</c>; those are sorted out.
/// </remarks>
/// <seealso href="https://developer.civitai.com/site/reference/model-versions">Civitai's documentation</seealso>
public sealed class VersionClient
{
    private readonly CivitaiTransport _transport;

    internal VersionClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>A version with its files; read from the database, so newer than lists.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<ModelVersion2> GetAsync(int versionId, CancellationToken cancellationToken = default) =>
        _transport.GetAsync(
            $"model-versions/{Positive.Id(versionId)}",
            CivitaiJson.Default.ModelVersion2,
            cancellationToken
        );

    /// <summary>The same, members exactly as sent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<JsonElement> GetJsonAsync(int versionId, CancellationToken cancellationToken = default) =>
        _transport.GetJsonAsync($"model-versions/{Positive.Id(versionId)}", cancellationToken);

    /// <summary>What a generator needs of a version: its primary file, or the one asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="CivitaiRequestException">The service does not know it, or refused.</exception>
    public Task<MiniVersion> GetMiniAsync(
        int versionId,
        int? fileId = null,
        CancellationToken cancellationToken = default
    )
    {
        var path = new UrlQuery($"model-versions/mini/{Positive.Id(versionId)}").Add("modelFileId", fileId);
        return _transport.GetAsync(path.ToString(), CivitaiJson.Default.MiniVersion, cancellationToken);
    }

    /// <summary>The oldest published version with a file of this hash.</summary>
    /// <param name="hash">8, 10, 12 or 64 hex digits of any case (see <see cref="ModelHash"/>); short ones may collide.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="ArgumentException">The text is none of them.</exception>
    /// <exception cref="CivitaiRequestException">No file has it, or the service refused.</exception>
    public Task<ModelVersion2> GetByHashAsync(string hash, CancellationToken cancellationToken = default) =>
        _transport.GetAsync(
            $"model-versions/by-hash/{HexDigits.Any(hash)}",
            CivitaiJson.Default.ModelVersion2,
            cancellationToken
        );

    /// <summary>The versions of many files at once, asked for in pieces of 100.</summary>
    /// <returns>Per known hash (any case) the versions with that file, oldest published first; unknown ones are missing.</returns>
    /// <remarks>A version without a primary file is missing here; <see cref="FindIdsByHashesAsync"/> knows it.</remarks>
    /// <param name="sha256">SHA-256 hashes of 64 hex digits, in any case; repeated ones are asked for once.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="ArgumentException">One of them is not 64 hex digits.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<ModelVersion2>>> FindByHashesAsync(
        IEnumerable<string> sha256,
        CancellationToken cancellationToken = default
    ) => new HashLookup(_transport).VersionsAsync(HexDigits.Sha256(sha256), cancellationToken);

    /// <summary>Only the numbers for many files at once, asked for in pieces of 10,000.</summary>
    /// <returns>Per known hash (any case) the versions with that file; unknown ones are missing.</returns>
    /// <param name="sha256">SHA-256 hashes of 64 hex digits, in any case; repeated ones are asked for once.</param>
    /// <param name="cancellationToken">Stops the requests.</param>
    /// <exception cref="ArgumentException">One of them is not 64 hex digits.</exception>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public Task<IReadOnlyDictionary<string, IReadOnlyList<HashIds>>> FindIdsByHashesAsync(
        IEnumerable<string> sha256,
        CancellationToken cancellationToken = default
    ) => new HashLookup(_transport).IdsAsync(HexDigits.Sha256(sha256), cancellationToken);
}
