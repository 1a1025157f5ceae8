using BerryAIGen.Database.Access;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

internal static class GenerationOwner
{
    /// <summary>Whose generations a request is about: a key is one person, and this machine without keys is one.</summary>
    public static string Owner(this HttpContext http) => http.Features.Get<AccessCaller>()?.KeyId ?? "local";
}
