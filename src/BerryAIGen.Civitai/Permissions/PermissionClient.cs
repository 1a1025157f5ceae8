using System.Globalization;
using System.Text.Json;
using BerryAIGen.Civitai.Paging;
using BerryAIGen.Civitai.Transport;

namespace BerryAIGen.Civitai;

/// <summary>Who may generate with which version.</summary>
public sealed class PermissionClient
{
    private readonly CivitaiTransport _transport;

    internal PermissionClient(CivitaiTransport transport) => _transport = transport;

    /// <summary>Per version whether the account may generate with it; versions the service does not name are missing.</summary>
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
        ArgumentNullException.ThrowIfNull(versionIds);
        var permissions = new Dictionary<int, bool>();
        if (versionIds.Count == 0)
        {
            return permissions;
        }

        var path = new UrlQuery("permissions/check")
            .AddList("entityIds", versionIds)
            .Add("entityType", "ModelVersion")
            .Add("permission", "Generate")
            .Add("userId", userId)
            .ToString();
        var answer = await _transport.GetJsonAsync(path, cancellationToken).ConfigureAwait(false);
        // For nothing to tell the service answers with an empty array in place of the object.
        if (answer.ValueKind != JsonValueKind.Object)
        {
            return permissions;
        }

        foreach (var member in answer.EnumerateObject())
        {
            if (int.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var versionId))
            {
                permissions[versionId] = member.Value.ValueKind == JsonValueKind.True;
            }
        }

        return permissions;
    }
}
