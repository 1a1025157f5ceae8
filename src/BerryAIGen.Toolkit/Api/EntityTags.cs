using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace BerryAIGen.Toolkit.Api;

/// <summary>Answers that a caller already has are not sent again.</summary>
internal static class EntityTags
{
    // What another version of the program answered may look different.
    private static readonly string Program = typeof(EntityTags).Module.ModuleVersionId.ToString("N")[..8];

    /// <summary>Names the answer, and tells whether the caller has it; then 304 is all there is to send.</summary>
    /// <param name="context">The request.</param>
    /// <param name="mark">Another text whenever the answer may be another one.</param>
    public static bool IsKnown(HttpContext context, string mark)
    {
        var tag = new EntityTagHeaderValue($"\"{Program}.{mark}\"", isWeak: true);
        ResponseHeaders headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        return context
            .Request.GetTypedHeaders()
            .IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
    }
}
