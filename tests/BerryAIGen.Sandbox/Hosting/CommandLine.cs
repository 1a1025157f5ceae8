namespace BerryAIGen.Sandbox.Hosting;

/// <summary>The command line of the stand-alone Sandbox.</summary>
internal static class CommandLine
{
    private const string Usage =
        "Usage: BerryAIGen.Sandbox [--port N] [--storage-port N] [--huggingface-port N] [--orchestrator-port N] [--seed N] "
        + "[--link-seconds N] [--large-file-bytes N] [--every-download-needs-key] "
        + "[--parent-pid N] [--until-input-ends]";

    /// <summary>Null after telling stderr what is wrong.</summary>
    public static SandboxOptions? Read(string[] args, out Lifetime lifetime)
    {
        var options = new SandboxOptions();
        lifetime = new Lifetime();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--every-download-needs-key")
            {
                options = options with { EveryDownloadNeedsKey = true };
                continue;
            }

            if (args[i] == "--until-input-ends")
            {
                lifetime = lifetime with { EndsWithInput = true };
                continue;
            }

            if (i + 1 == args.Length || !long.TryParse(args[i + 1], out var number) || number < 0)
                return Refuse(args[i]);
            var name = args[i++];
            if (name == "--parent-pid")
                lifetime = lifetime with { ParentId = (int)number };
            else if (With(options, name, number) is { } changed)
                options = changed;
            else
                return Refuse(name);
        }

        return options;
    }

    private static SandboxOptions? With(SandboxOptions options, string name, long number) =>
        name switch
        {
            "--port" => options with { Port = (int)number },
            "--storage-port" => options with { StoragePort = (int)number },
            "--huggingface-port" => options with { HuggingFacePort = (int)number },
            "--orchestrator-port" => options with { OrchestratorPort = (int)number },
            "--seed" => options with { Seed = (int)number },
            "--link-seconds" => options with { LinkLifetime = TimeSpan.FromSeconds(number) },
            "--large-file-bytes" => options with { LargeFileBytes = number },
            _ => null,
        };

    private static SandboxOptions? Refuse(string word)
    {
        Console.Error.WriteLine($"{word} is not understood here. {Usage}");
        return null;
    }
}
