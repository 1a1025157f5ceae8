using BerryAIGen.Database.Access;
using BerryAIGen.Database.Generations;
using BerryAIGen.Toolkit.Api.Generation.Coverage;

namespace BerryAIGen.Toolkit.Api.Generation.Queue;

internal static class GenerationOwner
{
    /// <summary>Whose generations a request is about: a key is one person, and this machine without keys is one.</summary>
    public static string Owner(this HttpContext http) => http.Features.Get<AccessCaller>()?.KeyId ?? "local";

    /// <summary>Who asks for something to be made, by the key and the address.</summary>
    public static GenerationCaller Caller(this HttpContext http, string? tier = null) =>
        new(http.Owner(), http.Audience(), tier);
}
