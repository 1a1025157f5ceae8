using BerryAIGen.Database.Access;
using BerryAIGen.Toolkit.Api.Site;
using BerryAIGen.Toolkit.Hosting;

namespace BerryAIGen.Toolkit.Api.Access;

/// <summary>Finds out who asks: by a key, by the cookie of a page, or by being on this machine.</summary>
internal sealed class CallerSearch(ToolkitOptions options, AccessKeys keys, AccessSessions sessions)
{
    private const string Bearer = "Bearer ";
    private static readonly AccessCaller Local = new(null, "local", AccessScope.Admin);

    /// <summary>Null when it is nobody who may ask.</summary>
    public async Task<AccessCaller?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // Clients of Civitai's API send their key for Civitai, in the header or in the address; where none is needed it is nothing here.
        if (SiteAnswers.Owns(context.Request.Path))
        {
            if (!options.NeedsKey)
                return Local;
            if (context.Request.Headers.Authorization.Count == 0 && context.Request.Query["token"] is [{ } sent])
                return await keys.FindAsync(sent, cancellationToken);
        }

        // A key that was given counts, also where none is needed: a wrong one is told, not passed over.
        if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
            return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? await keys.FindAsync(header[Bearer.Length..].Trim(), cancellationToken)
                : null;
        if (SessionCookie.Read(context.Request) is not { } token)
            return options.NeedsKey ? null : Local;
        // On a machine's own address an old cookie of another server there must not lock anybody out.
        return await sessions.FindAsync(token, cancellationToken) ?? (options.NeedsKey ? null : Local);
    }
}
