namespace BerryAIGen.Toolkit.Hosting;

/// <summary>What the program says of itself.</summary>
internal static class HelpText
{
    /// <summary>Whether that is asked for.</summary>
    public static bool IsWanted(string[] args) => args is ["--help" or "-h" or "help"];

    public const string Text = $"""
        The server of the model library. Without options it listens at {ToolkitOptions.DefaultUrl}, for this machine alone.

        BerryAIGen.Toolkit [OPTION…]
          --url URL            where it listens
          --database FILE|URL  a file of SQLite, or postgres://user:password@host:5432/name
          --require-key        asks for an access key also where only this machine reaches it
          --host-name NAME     a name under which a proxy of this machine reaches it
          --allow-origin URL   a site whose pages may use the API
          --rate-limit N       requests per second of one address; 0 for no limit
          --plugins FOLDER     assemblies that bring sources of models and rules
          --web FOLDER         the built page, where it does not lie in web/ beside the program
          --mirror             asks Civitai once for what is not here
          --request-log FILE   one line of JSON per request
          --end-with-input     ends when its input is closed

        BerryAIGen.Toolkit key add NAME --scope read|write|admin   makes an access key; also key list, key remove
        BerryAIGen.Toolkit gates set ID --audience WHO --ecosystems A,B   holds something back; also gates list, gates remove, gates experimental
        BerryAIGen.Toolkit coverage MODEL… --ecosystem ECOSYSTEM   whether models generate, and why not
        BerryAIGen.Toolkit health URL                              0 when the server there is well
        BerryAIGen.Toolkit openapi FILE                            writes the description of the API

        Example: BerryAIGen.Toolkit --url http://127.0.0.1:5090 --database library.db
        """;
}
