using System.CommandLine;
using BerryAIGen.Cli.CommandLine;
using BerryAIGen.Cli.Commands;
using BerryAIGen.Cli.Output;

var root = new BerryRootCommand();
foreach (var command in CommandTable.For(args))
{
    root.Add(command);
}

var parsing = new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null };
var parsed = root.Parse(args, parsing);
var running = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
using var stop = new StopSignals();
try
{
    UsageError.ThrowIfWrong(parsed, args);
    return await parsed.InvokeAsync(running, stop.Token);
}
catch (Exception error)
{
    return ErrorReport.Write(error, parsed, stop.Token);
}
