using BerryAIGen.Sandbox.Wire;

namespace BerryAIGen.Sandbox.Models;

/// <summary>Builds the address of the next page as the real server does.</summary>
internal static class PageLink
{
    /// <summary>The request's own address with some parameters replaced: keys repeat, empty values go, the key of the caller stays in.</summary>
    public static string Next(SandboxCall call, params (string Name, string Value)[] changes)
    {
        var kept = call
            .Http.Request.Query.Where(pair => changes.All(change => change.Name != pair.Key))
            .SelectMany(pair => pair.Value.Select(value => (Name: pair.Key, Value: value ?? "")))
            .Concat(changes)
            .Where(pair => pair.Value.Length > 0)
            .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(pair.Value)}");
        return $"{call.Base}{call.Http.Request.Path}?{string.Join('&', kept)}";
    }
}
