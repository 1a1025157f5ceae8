namespace BerryAIGen.Sandbox.Hosting;

/// <summary>Which of the hosts a request came to, and the path it had there.</summary>
internal static class HostNames
{
    public const string Civitai = "civitai";
    public const string Storage = "storage";
    public const string HuggingFace = "huggingface";
    public const string Orchestrator = "orchestrator";

    private static readonly object NameKey = new();
    private static readonly object PathKey = new();

    public static string HostName(this HttpContext http) => (string)http.Items[NameKey]!;

    public static string AskedPath(this HttpContext http) => (string)http.Items[PathKey]!;

    public static void SetHost(this HttpContext http, string name)
    {
        http.Items[NameKey] = name;
        http.Items[PathKey] = http.Request.Path.Value;
    }
}
