using System.Globalization;
using System.Text.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Who may generate with which version.</summary>
/// <remarks>The service answers an unknown version with nothing, and nothing at all with an empty array.</remarks>
/// <seealso href="https://developer.civitai.com/site/reference/permissions">Civitai's documentation</seealso>
public sealed class PermissionClient
{
    private readonly CivitaiTransport _transport;

    internal PermissionClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>Per version, asked for in pieces of 100, whether the account may generate with it; versions the service does not name are missing.</summary>
    /// <param name="versionIds">The versions' numbers; none asks nothing.</param>
    /// <param name="userId">The account; null asks for strangers.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="CivitaiRequestException">The service refused.</exception>
    public async Task<IReadOnlyDictionary<int, bool>> CheckAsync(
        IReadOnlyList<int> versionIds,
        int? userId = null,
        CancellationToken cancellationToken = default
    )
    {
        var permissions = new Dictionary<int, bool>();
        foreach (var piece in Pieces.Of(versionIds))
        {
            var path = new UrlQuery("permissions/check")
                .AddList("entityIds", piece)
                .Add("entityType", "ModelVersion")
                .Add("permission", "Generate")
                .Add("userId", userId)
                .ToString();
            Add(permissions, await _transport.GetJsonAsync(path, cancellationToken).ConfigureAwait(false));
        }

        return permissions;
    }

    private static void Add(Dictionary<int, bool> permissions, JsonElement answer)
    {
        // For nothing to tell the service answers with an empty array in place of the object.
        var members =
            answer.ValueKind == JsonValueKind.Object ? [.. answer.EnumerateObject()] : Array.Empty<JsonProperty>();
        foreach (var member in members)
        {
            if (int.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var versionId))
            {
                permissions[versionId] = member.Value.ValueKind == JsonValueKind.True;
            }
        }
    }
}
